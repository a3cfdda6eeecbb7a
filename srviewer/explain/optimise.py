"""Optimise the picture itself: gradient descent on its pixels, to see what a loss sees (and what it does not).

With feature reconstruction loss, from noise, this is what Mahendran and Vedaldi do; with Gram matrices of a style
picture it is style transfer without a trained network (Gatys et al.), which f_W does in one forward pass (Johnson et
al., section 3).

References
----------
A. Mahendran, A. Vedaldi, "Understanding deep image representations by inverting them", IEEE Conference on Computer
Vision and Pattern Recognition 2015. arXiv:1412.0035
L. A. Gatys, A. S. Ecker, M. Bethge, "Image style transfer using convolutional neural networks", IEEE Conference on
Computer Vision and Pattern Recognition 2016. doi:10.1109/CVPR.2016.265
J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from srviewer.errors import InferenceError, ParameterError
from srviewer.explain import phi as loss_networks
from srviewer.explain.phi import LAYERS, NamedLossNetwork
from srviewer.imaging.resample import resize
from srviewer.networks.adam import Adam
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Progress

if TYPE_CHECKING:
    from torch import Tensor

Array = npt.NDArray[Any]
Start = Literal["noise", "bicubic", "picture"]
STARTS: tuple[Start, ...] = ("noise", "bicubic", "picture")
Optimiser = Literal["adam", "lbfgs"]
OPTIMISERS: tuple[Optimiser, ...] = ("adam", "lbfgs")

LOOKS = 25  # of L-BFGS along its line, at most
FIRST = 0.01  # that L-BFGS moves a sample by at its first step, on average, before it looks along the line
MAX_PIXELS = 1 << 18  # activations are kept for the way back: 512 x 512 take about a gigabyte


@dataclass(frozen=True)
class Objective:
    """A weighted choice of losses, and how they are descended.

    pixel, feature, style, total_variation : weights of the losses; one of 0 is neither computed nor reported
    layer : whose activations the feature loss compares with the target's
    style_layers : whose Gram matrices the style loss compares with the style picture's
    start : from uniform noise, from the LR enlarged by bicubic, or from the target itself
    steps : how often the pixels move; rate : of Adam, in [0, 1] of the samples' range a step
    optimiser : "adam", or "lbfgs", which the paper optimised by: each step looks along its line for a good length, and
        takes no rate
    seed : of the noise
    """

    pixel: float = 0.0
    feature: float = 0.0
    style: float = 0.0
    total_variation: float = 0.0
    layer: str = "relu2_2"
    style_layers: tuple[str, ...] = LAYERS
    start: Start = "noise"
    steps: int = 100
    rate: float = 0.03
    optimiser: Optimiser = "adam"
    seed: int = 0

    def __post_init__(self) -> None:
        weights = self.weights()
        if not weights or not all(isfinite(weight) and weight > 0 for weight in weights.values()):
            raise ParameterError(phrase("weights of losses are numbers from 0 up, and one at least is more than 0"))
        if self.start not in STARTS:
            raise ParameterError(
                phrase("unknown start {start!r} (there are: {known})", start=self.start, known=", ".join(STARTS))
            )
        if self.optimiser not in OPTIMISERS:
            known = ", ".join(OPTIMISERS)
            raise ParameterError(
                phrase("unknown optimiser {optimiser!r} (there are: {known})", optimiser=self.optimiser, known=known)
            )
        if self.steps < 1 or not 0 < self.rate <= 1:
            raise ParameterError(
                phrase(
                    "{steps} steps at a rate of {rate}: expected 1 or more, at up to 1",
                    steps=self.steps,
                    rate=self.rate,
                )
            )
        loss_networks.check_layers((self.layer, *self.style_layers))

    def weights(self) -> dict[str, float]:
        """Weights of the losses that are asked for, by name."""
        names = ("pixel", "feature", "style", "total_variation")
        return {name: getattr(self, name) for name in names if getattr(self, name) != 0}

    def layers(self) -> tuple[str, ...]:
        """Layers that must be computed, in the network's order; none if no loss asks for them."""
        asked = {self.layer} if self.feature else set()
        asked |= set(self.style_layers) if self.style else set()
        return tuple(layer for layer in LAYERS if layer in asked)


RECIPES: Mapping[str, Objective] = {
    "pixel": Objective(pixel=1.0),
    "feature": Objective(feature=1.0),
    "feature_smooth": Objective(feature=1.0, total_variation=5.0),
    "texture": Objective(style=100.0, total_variation=10.0, rate=0.1),
    "style_transfer": Objective(feature=1.0, style=1.0, total_variation=20.0, start="picture"),
}
"""To start from, by name; the weights suit the feature network and the normalised VGG-19. Style networks
are trained by those of the style transfer."""


@dataclass(frozen=True, eq=False)
class Descent:
    """Where the descent is.

    step : how often the pixels have moved, from 0 to `total`
    parts : each loss of the picture at this step, without its weight; loss : their weighted sum
    picture : (H, W, 3)
    seconds : since the descent began
    """

    step: int
    total: int
    parts: dict[str, float]
    loss: float
    picture: npt.NDArray[np.uint8]
    seconds: float


def optimise(
    recipe: Objective,
    target: Array,
    lr: Array | None = None,
    style: Array | None = None,
    phi: NamedLossNetwork | None = None,
    token: Progress | None = None,
) -> Iterator[Descent]:
    """Descend the recipe's losses on the pixels; yields before the first step and after each.

    target : what pixel and feature loss compare with, (H, W) or (H, W, 3), uint8, uint16 or float in [0, 1]
    lr : what "bicubic" starts from, of any size; style : a style picture of any size
    phi : the loss network, by default the shipped feature network
    token : `CancelledError` is raised at the step at which it is found cancelled

    What is wrong with the arguments is said at once, before the first is asked for.
    """
    return _steps(_Descent(recipe, target, lr, style, phi), token)


def _steps(descent: _Descent, token: Progress | None) -> Iterator[Descent]:
    total, begin = descent.recipe.steps, perf_counter()
    for step in range(total + 1):
        if token:
            token.report(step / total)
        shown = descent.picture()
        loss, parts = descent.advance(move=step < total)
        yield Descent(step, total, parts, loss, shown, perf_counter() - begin)


@dataclass(eq=False)
class _Goals:
    """What the losses compare with: the target's pixels and features, the style picture's Gram matrices."""

    pixels: Tensor
    features: Mapping[str, Tensor] = field(default_factory=dict)
    grams: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Pass:
    """What one pass of a style network makes of the target, and what the recipe's losses say of it.

    parts, loss : as of `Descent`; seconds : that the pass took
    """

    picture: npt.NDArray[np.uint8]
    parts: dict[str, float]
    loss: float
    seconds: float


def one_pass(recipe: Objective, target: Array, style: Array, name: str, phi: NamedLossNetwork | None = None) -> Pass:
    """The network of a style ("mosaic") applied to the target, and the recipe's losses of the result; arguments as of
    `optimise`."""
    import torch

    from srviewer.upsamplers import style as networks

    descent = _Descent(recipe, target, None, style, phi)
    network = networks.network(networks.entry_of(name))
    times = []
    with torch.inference_mode():
        for _ in range(2):  # the first one is slower
            begin = perf_counter()
            descent.x = network(descent.goals.pixels).clamp_(0, 1)
            times.append(perf_counter() - begin)
    loss, parts = descent.advance(move=False)
    return Pass(descent.picture(), parts, loss, min(times))


class _Descent:
    """The pixels, and what moves them."""

    def __init__(
        self, recipe: Objective, target: Array, lr: Array | None, style: Array | None, phi: NamedLossNetwork | None
    ) -> None:
        import torch

        self.recipe = recipe
        self.phi = (phi or loss_networks.load()) if recipe.layers() else None
        loss_networks.check_size(target.shape, MAX_PIXELS)
        with torch.inference_mode(False):
            pixels = _channels_last(loss_networks.tensor(target))
            self.x = _start(recipe, pixels, lr).requires_grad_(True)
            self.goals = self._goals(pixels, style)
            if recipe.optimiser == "lbfgs":
                first = FIRST * self.x.numel()  # it takes the sum of all that moves for 1 otherwise
                self._lbfgs = torch.optim.LBFGS([self.x], first, 1, LOOKS, line_search_fn="strong_wolfe")
            else:
                self._adam = Adam(self.x, recipe.rate)

    def _goals(self, pixels: Tensor, style: Array | None) -> _Goals:
        import torch

        from srviewer import losses

        recipe, goals = self.recipe, _Goals(pixels)
        with torch.no_grad():
            if recipe.feature:
                goals.features = self._activations(pixels, (recipe.layer,))
            if recipe.style:
                if style is None:
                    raise ParameterError(phrase("the style loss needs a style picture"))
                loss_networks.check_size(style.shape, MAX_PIXELS)
                painted = _channels_last(loss_networks.tensor(style))
                goals.grams = losses.gram_matrices(self._activations(painted, recipe.style_layers))
        return goals

    def _activations(self, image: Tensor, layers: tuple[str, ...]) -> dict[str, Tensor]:
        assert self.phi is not None
        return self.phi(image, layers)

    def picture(self) -> npt.NDArray[np.uint8]:
        """The pixels as they are now."""
        rgb: Array = self.x.detach()[0].clamp(0, 1).permute(1, 2, 0).numpy()
        shown: npt.NDArray[np.uint8] = np.rint(rgb * 255).astype(np.uint8)
        return shown

    def advance(self, move: bool) -> tuple[float, dict[str, float]]:
        """The weighted loss and its parts as they are; then, if asked, one step of the optimiser, clamped to [0, 1]."""
        import torch

        from srviewer import losses

        found: list[tuple[float, dict[str, float]]] = []

        def look() -> Tensor:
            terms = self._terms()
            loss = losses.weighted_sum(terms, self.recipe.weights())
            if not torch.isfinite(loss):
                raise InferenceError(phrase("the losses are no longer finite: try a smaller rate"))
            found.append((loss.item(), {name: term.item() for name, term in terms.items()}))
            if move:
                self.x.grad = torch.autograd.grad(loss, self.x)[0].contiguous()  # as L-BFGS reads it
            return loss

        with torch.inference_mode(False), torch.set_grad_enabled(move):
            if move and self.recipe.optimiser == "lbfgs":
                self._lbfgs.step(look)  # type: ignore[no-untyped-call]
                self._lbfgs.param_groups[0]["lr"] = 1.0
            else:
                look()
            if move and self.recipe.optimiser == "adam":  # L-BFGS must find its variables as it left them
                self._adam.step()
                self.x.data.clamp_(0, 1)
        return found[0]  # L-BFGS looks along its line as well

    def _terms(self) -> dict[str, Tensor]:
        from srviewer import losses

        recipe, goals, terms, x = self.recipe, self.goals, {}, self.x.clamp(0, 1)
        layers = recipe.layers()
        found = self._activations(x, layers) if layers else {}
        if recipe.pixel:
            terms["pixel"] = losses.pixel_loss(x, goals.pixels)
        if recipe.feature:
            layer = recipe.layer
            terms["feature"] = losses.feature_reconstruction_loss(found[layer], goals.features[layer])
        if recipe.style:
            own = {layer: found[layer] for layer in goals.grams}
            terms["style"] = losses.style_distance(own, goals.grams)
        if recipe.total_variation:
            terms["total_variation"] = losses.total_variation(x)
        return terms


def _start(recipe: Objective, pixels: Tensor, lr: Array | None) -> Tensor:
    """The first picture, (1, 3, H, W) of its own memory."""
    import torch

    if recipe.start == "picture":
        return pixels.clone()
    if recipe.start == "noise":
        noise = torch.rand(pixels.shape, generator=torch.Generator().manual_seed(recipe.seed))
        return _channels_last(noise)
    if lr is None:
        raise ParameterError(phrase("to start from bicubic, the LR picture is needed"))
    small = loss_networks.tensor(lr)[0].permute(1, 2, 0).numpy()
    large = resize(small, *pixels.shape[2:])
    return _channels_last(torch.from_numpy(large.transpose(2, 0, 1).clip(0, 1))[None])


def _channels_last(image: Tensor) -> Tensor:
    import torch

    return image.contiguous(memory_format=torch.channels_last)
