"""What is strong in an area already: initiatives, places, rooms, tools and networks."""
