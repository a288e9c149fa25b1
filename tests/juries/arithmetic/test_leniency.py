"""The corrections of jurors against a dense restricted likelihood, and where they are off."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given

from juries.arithmetic.ranking import leniency as module
from juries.arithmetic.ranking.leniency import fit, normal_equations, uncorrected
from juries.arithmetic.ranking.rank import rank
from tests.juries.arithmetic.samples import any_jury, juries, jury, many, seeds, simulated

LEAST, MOST, NO_DIFFERENCE = -6.0, 12.0, 11.0


class Dense:
    """T = X f + Z b + e by generalised least squares, with V = I + Z Z' / lambda (in units of ve)."""

    def __init__(self, reviews):
        self.total = reviews.total
        self.entries = np.eye(reviews.entries)[reviews.entry][:, reviews.per_entry > 0]
        self.jurors = np.eye(reviews.jurors)[reviews.juror]
        self.freedom = len(self.total) - self.entries.shape[1]

    def at(self, logarithm):
        """V, X' V^-1 X, the projection P, and y' P y."""
        between = self.jurors @ self.jurors.T
        variance = np.eye(len(self.total)) + np.exp(-logarithm) * between
        inverse = np.linalg.inv(variance)
        information = self.entries.T @ inverse @ self.entries
        half = inverse @ self.entries
        projection = inverse - half @ np.linalg.solve(information, half.T)
        return variance, information, projection, self.total @ projection @ self.total

    def height(self, logarithm):
        """-2 × the restricted log-likelihood with ve profiled out, but for a constant."""
        variance, information, _projection, left = self.at(logarithm)
        determinants = np.linalg.slogdet(variance)[1] + np.linalg.slogdet(information)[1]
        return self.freedom * np.log(left) + determinants

    def slope(self, logarithm):
        """Its derivative by ln lambda."""
        _variance, _information, projection, left = self.at(logarithm)
        spread = self.jurors @ self.jurors.T
        shifted = projection @ self.total
        by_ratio = -self.freedom * (shifted @ spread @ shifted) / left + np.sum(projection * spread)
        return -np.exp(-logarithm) * by_ratio

    def best(self):
        """ln lambda at the minimum, None where the likelihood is level."""
        grid = np.linspace(LEAST, MOST, 73)
        heights = [self.height(one) for one in grid]
        if np.ptp(heights) < 1e-8:
            return None
        at = int(np.argmin(heights))
        low, high = grid[max(at - 1, 0)], grid[min(at + 1, len(grid) - 1)]
        for _ in range(45):
            middle = (low + high) / 2
            low, high = (middle, high) if self.slope(middle) < 0 else (low, middle)
        return (low + high) / 2

    def corrections(self, logarithm):
        """The best linear unbiased prediction of b, and its standard error."""
        _variance, _information, projection, left = self.at(logarithm)
        ratio = np.exp(-logarithm)
        found = ratio * self.jurors.T @ projection @ self.total
        shrunk = ratio * np.eye(len(found)) - ratio**2 * self.jurors.T @ projection @ self.jurors
        return found, np.sqrt(left / self.freedom * np.diag(shrunk))


@many
@given(seeds)
def test_strength_errors_and_corrections_are_those_of_a_brute_force_reml(seed):
    reviews = any_jury(seed)
    assume(len(reviews.total) > (reviews.per_entry > 0).sum() and reviews.per_juror.max() > 1)
    dense = Dense(reviews)
    best = dense.best()
    assume(best is None or abs(best - NO_DIFFERENCE) > 1e-3)

    found = fit(reviews)

    if best is None or best > NO_DIFFERENCE:
        assert not found.corrected
        assert not found.correction.any()
        return
    corrections, errors = dense.corrections(best)
    assert found.corrected
    assert np.log(found.strength) == pytest.approx(best, abs=1e-6)
    assert found.error_variance == pytest.approx(dense.at(best)[3] / dense.freedom, rel=1e-6)
    assert found.juror_variance == pytest.approx(found.error_variance / found.strength)
    assert found.correction == pytest.approx(corrections, rel=1e-6, abs=1e-6)
    assert found.standard_error == pytest.approx(errors, rel=1e-6)


@many
@given(seeds)
def test_standard_errors_are_those_of_the_dense_inverse(seed):
    reviews = any_jury(seed)
    found = fit(reviews)
    assume(found.corrected)
    matrix, right = normal_equations(reviews)
    dense = np.linalg.inv(matrix + found.strength * np.eye(reviews.jurors))

    assert found.standard_error == pytest.approx(np.sqrt(found.error_variance * np.diag(dense)), rel=1e-6)
    assert found.correction == pytest.approx(dense @ right, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("few", [0, 100])
@pytest.mark.parametrize("chunk", [1, 3, 2000])
def test_normal_equations_are_those_of_the_formula(monkeypatch, chunk, few):
    monkeypatch.setattr(module, "CHUNK", chunk)
    monkeypatch.setattr(module, "FEW", few)
    reviews = any_jury(5)
    incidence = np.zeros((reviews.entries, reviews.jurors))
    incidence[reviews.entry, reviews.juror] = 1
    apart = np.zeros_like(incidence)
    apart[reviews.entry, reviews.juror] = reviews.total - reviews.means[reviews.entry]

    matrix, right = normal_equations(reviews)

    share = incidence / np.maximum(incidence.sum(axis=1, keepdims=True), 1)
    assert matrix == pytest.approx(np.diag(incidence.sum(axis=0)) - incidence.T @ share)
    assert right == pytest.approx(apart.sum(axis=0))


def test_a_lenient_juror_has_a_positive_correction_and_a_strict_one_a_negative():
    found = fit(jury([[80, 62, 60], [51, 30, 29], [70, 52, 50], [91, 70, 71]]))

    assert found.correction[0] > 10
    assert found.correction[1] < -5
    assert found.correction[2] < -5


def test_a_correction_is_less_than_what_a_juror_seems_to_be_off_by():
    reviews = simulated(4, entries=30, jurors=6, leniency=3.0, error=15.0)
    found = fit(reviews)
    matrix, right = normal_equations(reviews)
    unshrunk = np.linalg.pinv(matrix) @ right

    assert found.corrected
    assert np.linalg.norm(found.correction) < np.linalg.norm(unshrunk)


def test_no_difference_between_jurors_gives_corrections_of_exactly_nought():
    found = fit(jury([[60, 70], [70, 60], [20, 30], [30, 20]]))

    assert not found.corrected
    assert found.correction.tolist() == [0.0, 0.0]
    assert np.isnan(found.standard_error).all()
    assert np.log(found.strength) > NO_DIFFERENCE
    assert found.juror_variance == 0
    assert found.error_variance == pytest.approx(200 / 4)


def test_jurors_with_one_review_each_are_not_corrected():
    found = fit(jury([[50, 70, None, None], [None, None, 10, 20]]))

    assert not found.corrected
    assert found.correction.tolist() == [0.0] * 4
    assert found.strength is None
    assert found.error_variance == pytest.approx((200 + 50) / 2)


def test_entries_that_were_read_once_leave_nothing_to_estimate():
    found = fit(jury([[50, None], [70, None], [None, 10], [None, 20]]))

    assert not found.corrected
    assert found.strength is None
    assert found.error_variance is None
    assert found.juror_variance is None


def test_one_shared_entry_cannot_tell_a_lenient_juror_from_an_error():
    shared = jury([[90, 40, 20], [50, None, None], [None, 60, None], [None, None, 70]])

    found = fit(shared)

    assert Dense(shared).best() is None
    assert not found.corrected
    assert found.correction.tolist() == [0.0] * 3
    assert found.strength is None


def test_full_agreement_leaves_no_error_and_no_correction():
    third = 100 / 3 + 0.1
    found = fit(jury([[third, third, third], [40.7, 40.7, None], [0.1, 0.1, 0.1]]))

    assert not found.corrected
    assert found.error_variance == 0
    assert uncorrected(jury([[0.1, 0.1, 0.1], [third] * 3])).error_variance == 0


def test_jurors_who_differ_by_a_constant_only_are_corrected_in_full():
    found = rank(jury([[70, 50, 60], [60, 40, None], [None, 20, 30], [50, None, 40]]))

    assert np.log(found.leniency.strength) == pytest.approx(LEAST)
    assert found.scores == pytest.approx([60, 50, 30, 40], abs=0.1)


def test_parts_that_share_no_entry_are_fitted_together_and_corrected_apart():
    left, right = simulated(1, 12, 4), simulated(2, 9, 5)
    both = np.full((21, 9), np.nan)
    both[left.entry, left.juror] = left.total
    both[right.entry + 12, right.juror + 4] = right.total + 30
    reviews = jury(both)

    found = fit(reviews)

    assert len(reviews.parts) == 2
    assert found.corrected
    assert found.correction[:4].sum() == pytest.approx(0, abs=1e-9)
    assert found.correction[4:].sum() == pytest.approx(0, abs=1e-9)
    assert found.correction == pytest.approx(Dense(reviews).corrections(np.log(found.strength))[0])


def test_a_juror_without_a_review_has_no_correction_and_the_error_of_the_unknown():
    reviews = simulated(3, 20, 5)

    found = fit(replace(reviews, jurors=6))

    assert found.correction[5] == 0
    assert found.standard_error[5] == pytest.approx(np.sqrt(found.juror_variance))
    assert found.correction[:5] == pytest.approx(fit(reviews).correction)


@many
@given(juries(least=0))
def test_any_jury_has_a_finite_correction_for_every_juror(reviews):
    found = fit(reviews)

    assert found.correction.shape == (reviews.jurors,)
    assert np.isfinite(found.correction).all()
    assert found.corrected or not found.correction.any()
    assert (found.standard_error > 0).all() if found.corrected else np.isnan(found.standard_error).all()
