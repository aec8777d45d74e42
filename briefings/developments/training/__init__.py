"""How weights and counts of this part are made; `briefings.commands.training` runs what needs parsed texts."""
