"""From many comparisons to a short list: a budget, levels that agree, and one alert for one event."""
