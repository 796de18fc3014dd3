"""People as employees: checks, skills, benefits, things issued, the pay calendar."""
