"""Linear and integer programmes, solved by HiGHS."""

from importlib.metadata import version
from typing import Any

import numpy as np

from juries.arithmetic.assignment.problem import Floats, Numbers

SOLVER = f"highspy {version('highspy')}"


class Programme:
    """A programme as it grows: columns with price and bounds, rows with bounds, and their figures."""

    def __init__(self) -> None:
        self.price: list[Floats] = []
        self.upper: list[Floats] = []
        self.row_low: list[Floats] = []
        self.row_high: list[Floats] = []
        self.cells: list[tuple[Numbers, Numbers, Floats]] = []
        self.columns = self.rows = 0

    def add_columns(self, price: Any, upper: Any) -> Numbers:
        """Columns from 0 to `upper`; gives their numbers."""
        price, upper = np.broadcast_arrays(np.asarray(price, float), np.asarray(upper, float))
        self.price.append(price)
        self.upper.append(upper)
        self.columns += len(price)
        return np.arange(self.columns - len(price), self.columns)

    def add_rows(self, low: Any, high: Any) -> Numbers:
        """Rows between the bounds; gives their numbers."""
        low, high = np.broadcast_arrays(np.asarray(low, float), np.asarray(high, float))
        self.row_low.append(low)
        self.row_high.append(high)
        self.rows += len(low)
        return np.arange(self.rows - len(low), self.rows)

    def put(self, rows: Numbers, columns: Numbers, value: float) -> None:
        """One figure at each of these places."""
        rows, columns = np.broadcast_arrays(rows, columns)
        self.cells.append((rows, columns, np.full(len(rows), value)))

    def solve(self, whole: Numbers | None, seed: int, limit: float) -> Floats | None:
        """The values of all columns at the optimum, or None. `whole`: columns of whole numbers."""
        import highspy  # slow to import, and most pages do without it

        rows, columns, values = (np.concatenate(part) for part in zip(*self.cells, strict=True))
        order = np.lexsort((rows, columns))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, self.rows
        model.col_cost_ = np.concatenate(self.price)
        model.col_lower_ = np.zeros(self.columns)
        model.col_upper_ = np.concatenate(self.upper)
        model.row_lower_ = np.concatenate(self.row_low)
        model.row_upper_ = np.concatenate(self.row_high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        counts = np.bincount(columns, minlength=self.columns)
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        model.a_matrix_.index_ = rows[order].astype(np.int32)
        model.a_matrix_.value_ = values[order]
        if whole is not None:
            kinds = np.full(self.columns, highspy.HighsVarType.kContinuous)
            kinds[whole] = highspy.HighsVarType.kInteger
            model.integrality_ = kinds.tolist()
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("random_seed", seed % 2**31)
        solver.setOptionValue("time_limit", limit)
        solver.setOptionValue("mip_rel_gap", 1e-4)
        solver.passModel(model)
        solver.run()
        solution = solver.getSolution()
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if optimal or (whole is not None and solution.value_valid):
            return np.asarray(solution.col_value)
        return None
