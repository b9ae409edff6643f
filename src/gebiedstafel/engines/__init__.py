"""Pure engines: values in, values out. No Django, no clock, no files, no network."""
