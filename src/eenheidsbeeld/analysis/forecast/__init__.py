"""What may come: a whole distribution per area and week, one to four weeks ahead."""
