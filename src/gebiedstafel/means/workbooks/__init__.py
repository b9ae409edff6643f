"""Excel as a finance officer knows it: taking the table along, bringing it back, seeing what differs."""
