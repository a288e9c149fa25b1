"""A network of any size, made of the rows that the product itself would have written."""
