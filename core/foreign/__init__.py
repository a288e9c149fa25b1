"""Code that opens files of strangers: it runs in child processes with limits only, and knows no Django."""
