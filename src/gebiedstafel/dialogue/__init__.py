"""What residents say and share: for now the statements a table brought along."""
