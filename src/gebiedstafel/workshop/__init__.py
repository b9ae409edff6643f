"""The werkplaats: choosing a way of working that fits, and talking roles through."""
