"""Expected counts where nearly all weeks are zero: areas lend each other their experience."""
