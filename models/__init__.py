"""What things are: credentials, requirements, programs, rosters, plans. No input or output."""
