"""Search in what people wrote: `words` folds, `index` keeps, `find` finds, `hits` shows where."""
