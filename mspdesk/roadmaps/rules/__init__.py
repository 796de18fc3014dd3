"""What a roadmap meeting is made of: words, its rhythm, its questions, its agenda."""
