"""Requirements to CP-SAT: check, plan, explain. Importing this does not load ortools."""
