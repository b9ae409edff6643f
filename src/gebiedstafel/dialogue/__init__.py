"""What residents say and share: rounds, statements and votes, and the statements a table brought along."""
