"""Which means fit together: the plan, its reasons and the page that shows it."""
