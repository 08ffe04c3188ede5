"""What answers say, sentence by sentence, in every language; the terminal and all reports say the same."""
