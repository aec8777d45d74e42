"""How the word model for spliced pages is made from open texts."""
