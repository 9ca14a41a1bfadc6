"""Pages of pictures: reading, writing, agreeing and releasing."""
