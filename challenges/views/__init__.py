"""Pages of the call: public, of cities, of the office."""
