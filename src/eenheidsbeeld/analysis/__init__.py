"""Pure numbers: arrays in, frozen results out. No database, no clock, no Django."""
