"""The connection engine: measures × parties × hours × money flows → a plan and its reasons."""
