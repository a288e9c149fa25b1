"""Pages of the library, of packages being written, and of adoptions."""
