"""What money there is: the catalogue of schemes, searched, taken over and extended."""
