"""What people bring beside their votes, and the answer the table owes them: ideas, offers, questions."""
