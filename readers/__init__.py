"""From outside to models: program files and rosters. Every error names file, place and fix."""
