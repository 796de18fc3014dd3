"""Goals from the owner down, quarterly reviews, mentoring and mastermind meetings."""
