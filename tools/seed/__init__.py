"""The demonstration's commune: its venues, its people and two weeks of visits."""
