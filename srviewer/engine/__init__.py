"""Running one method on one picture: jobs, events, tiles, devices, cache, schedule."""
