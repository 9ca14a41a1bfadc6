"""Which engine does the fits: numba where it is installed, plain numpy everywhere."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Literal

from ..arrays import Floats
from .design import Design, Fit
from .fit_numpy import BLOCK, fit_block

Engine = Literal["auto", "numpy", "numba"]


def fitter(engine: Engine) -> tuple[Callable[[Floats, Design], Fit], int]:
    """The fitting function and how many series it takes at once."""
    if engine == "numba" or (
        engine == "auto"
        and find_spec("numba") is not None
        and find_spec("eenheidsbeeld.analysis.farrington.fit_numba") is not None
    ):
        from .fit_numba import fit_block as fit_compiled

        return fit_compiled, 4096
    return fit_block, BLOCK
