"""Meeting clients before anything becomes a surprise: budgets, meetings, renewals (S118, S119)."""
