"""Training on tiny cases: resumed equals uninterrupted, the identity start is one, pairs lie on each other."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from srviewer import weights
from srviewer.__main__ import main
from srviewer.errors import ImageReadError, ParameterError, WeightsError
from srviewer.imaging.resample import resize
from srviewer.networks import build
from srviewer.networks.feature_network import LAYERS, STRIDE, FeatureNetwork
from srviewer.networks.image_transformation import ImageTransformationNetwork
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import adversary, data, loop
from srviewer.training.train_compact import CompactOptions, CompactTask, blurred, compressed, degraded, noisy
from srviewer.training.train_features import FeaturesOptions, FeaturesTask, decompose_, rescale_, spearman
from srviewer.training.train_perceptual import (
    WEIGHTS,
    PerceptualOptions,
    PerceptualTask,
    calibrate_,
    init_identity_,
    recolour_,
)
from srviewer.training.train_srcnn import SrcnnOptions, SrcnnTask


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three smooth pictures."""
    path = tmp_path_factory.mktemp("pictures")
    y, x = np.mgrid[:60, :72] / 12
    for i in range(3):
        waves = [127 + 120 * np.sin(x * (i + 1 + c) / 3 + y) for c in range(3)]
        Image.fromarray(np.stack(waves, -1).astype(np.uint8)).save(path / f"{i}.png")
    return path


pytestmark = pytest.mark.usefixtures("one_thread")


def srcnn_task(folder: Path) -> SrcnnTask:
    options = SrcnnOptions(2, (3, 3, 3), (4, 2), patch=16, batch=4, margin=2)
    pairs = data.rgb_pairs(folder, 2)
    return SrcnnTask(options, pairs, pairs[:1])


def soap_task(folder: Path) -> SrcnnTask:
    options = SrcnnOptions(2, (3, 3, 3), (4, 2), patch=16, batch=4, margin=2, optimiser="soap", rate=3e-3)
    return SrcnnTask(options, data.rgb_pairs(folder, 2))


def perceptual_task(folder: Path) -> PerceptualTask:
    options = PerceptualOptions(2, twin=True, channels=4, blocks=1, patch=16, batch=2, settle=3)
    pairs = data.rgb_pairs(folder, 2)
    return PerceptualTask(options, pairs, None, pairs[:1])


def perceptual_soap_task(folder: Path) -> PerceptualTask:
    options = PerceptualOptions(2, twin=True, channels=4, blocks=1, patch=16, batch=2, settle=0, optimiser="soap")
    return PerceptualTask(options, data.rgb_pairs(folder, 2), None)


def small_teacher(share: int = 1) -> LossNetwork:
    """A loss network of random weights, with the shapes of the real one, or a share of its channels."""
    torch.manual_seed(5)
    shapes = {
        "conv1_1": (64 // share, 3),
        "conv1_2": (64 // share, 64 // share),
        "conv2_1": (128 // share, 64 // share),
        "conv2_2": (128 // share, 128 // share),
        "conv3_1": (256 // share, 128 // share),
    }
    tensors = {"preprocess.weight": torch.eye(3)[:, :, None, None], "preprocess.bias": torch.zeros(3)}
    for name, (outputs, inputs) in shapes.items():
        tensors[f"{name}.weight"] = torch.randn(outputs, inputs, 3, 3) / (3 * inputs**0.5)
        tensors[f"{name}.bias"] = torch.zeros(outputs)
    return LossNetwork(tensors)


def perceptual_losses_task(folder: Path) -> PerceptualTask:
    """The losses themselves, on patches that are large enough for spectra."""
    options = PerceptualOptions(2, channels=4, blocks=1, patch=64, batch=2, settle=0)
    pairs = [
        data.TrainingPair(np.tile(p.source, (2, 2, 1)), np.tile(p.truth, (2, 2, 1))) for p in data.rgb_pairs(folder, 2)
    ]
    return PerceptualTask(options, pairs, small_teacher(4))


def adversarial_task(folder: Path) -> PerceptualTask:
    """With the discriminator, whose pull has begun to rise."""
    options = PerceptualOptions(2, channels=4, blocks=1, patch=64, batch=2, settle=0, adversarial=True)
    return PerceptualTask(options, perceptual_losses_task(folder).batches.pairs, small_teacher(4))


def compact_task(folder: Path, photo: bool = False) -> CompactTask:
    options = CompactOptions(2, photo, channels=4, blocks=1, side=12, batch=3, margin=2, squared=2, steps=6)
    pairs = data.rgb_pairs(folder, 2)
    return CompactTask(options, pairs, pairs[:1])


def compact_photo_task(folder: Path) -> CompactTask:
    return compact_task(folder, photo=True)


def features_task(folder: Path) -> FeaturesTask:
    options = FeaturesOptions(ranks=(4, 4, 4, 4), patch=16, batch=2, start=2, rate=1e-3)
    pairs = data.rgb_pairs(folder, 2)
    shown = [data.TrainingPair(pair.truth // 2, pair.truth) for pair in pairs]
    return FeaturesTask(options, {2: pairs}, small_teacher(), shown)


TASKS = [
    srcnn_task,
    soap_task,
    compact_task,
    compact_photo_task,
    perceptual_task,
    perceptual_soap_task,
    perceptual_losses_task,
    adversarial_task,
    features_task,
]


@pytest.mark.parametrize("make", TASKS)
def test_resumed_equals_uninterrupted(make, folder: Path, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(adversary, "HEAD_START", 0)
    whole = loop.train(make(folder), loop.Options(tmp_path / "a.safetensors", steps=4, every=2))

    class Killed(Exception):
        pass

    task = make(folder)
    plain_loss = task.loss

    def dying_loss(step: int, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
        if step == 3:  # after the checkpoint of step 2
            raise Killed
        return plain_loss(step, batch)

    task.loss = dying_loss
    options = loop.Options(tmp_path / "b.safetensors", steps=4, every=2)
    with pytest.raises(Killed):
        loop.train(task, options)
    resumed = loop.train(make(folder), loop.Options(options.output, steps=4, every=2, resume=options.checkpoint))
    assert resumed.step == whole.step == 4
    for name, tensor in whole.average.state_dict().items():
        assert torch.equal(tensor, resumed.average.state_dict()[name]), name
    losses = [[row["loss"] for row in state.rows or []] for state in (whole, resumed)]
    assert losses[0] == losses[1]


def test_batches_made_ahead_by_other_processes_are_the_same(folder: Path, tmp_path: Path) -> None:
    states = [
        loop.train(perceptual_task(folder), loop.Options(tmp_path / f"{n}.safetensors", steps=3, workers=n))
        for n in (0, 1)
    ]
    a, b = (state.average.state_dict() for state in states)
    assert all(torch.equal(a[name], b[name]) for name in a)


def test_the_command_writes_weights_log_and_checkpoint(folder: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    output = tmp_path / "w.safetensors"
    command = ["train", "srcnn", "--data", str(folder), "--scale", "2", "--steps", "2", "--output", str(output)]
    assert main([*command, "--validation", str(folder)]) == 0
    build({"name": "srcnn", "kernels": [9, 5, 5], "channels": [64, 32]}).load_state_dict(weights.read_file(output))
    rows = list(csv.DictReader(output.with_suffix(".csv").read_text().splitlines()))
    assert float(rows[-1]["psnr_y"]) > 20
    assert main(command) == 2  # it exists
    assert main([*command, "--resume", str(folder / "0.png")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("there", ["new.safetensors", "new.ckpt", "new.csv", "curves.png"])
def test_only_a_run_of_its_own_is_written_over(folder: Path, tmp_path: Path, there: str, capsys) -> None:  # type: ignore[no-untyped-def]
    first, taken = tmp_path / "first.safetensors", tmp_path / there
    options = loop.Options(first, steps=1)
    loop.train(srcnn_task(folder), options)
    taken.write_bytes(b"another's")
    command = ["train", "srcnn", "--data", str(folder), "--scale", "2", "--steps", "2"]
    command += ["--output", str(tmp_path / "new.safetensors"), "--plot", str(tmp_path / "curves.png")]
    assert main([*command, "--resume", str(options.checkpoint)]) == 2
    assert there in capsys.readouterr().err
    assert taken.read_bytes() == b"another's"


def test_a_checkpoint_of_other_options_is_refused(folder: Path, tmp_path: Path) -> None:
    options = loop.Options(tmp_path / "a.safetensors", steps=1)
    loop.train(srcnn_task(folder), options)
    again = loop.Options(options.output, steps=2, resume=options.checkpoint)
    with pytest.raises(ParameterError, match="other options"):
        loop.train(perceptual_task(folder), again)
    options.checkpoint.write_bytes(b"torn")
    with pytest.raises(WeightsError, match="checkpoint"):
        loop.train(srcnn_task(folder), again)


def test_options_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="--steps"):
        loop.Options(tmp_path / "a")
    with pytest.raises(ParameterError, match="more than 0"):
        loop.Options(tmp_path / "a", minutes=-1)


def test_patches_lie_on_each_other(folder: Path) -> None:
    pairs = data.rgb_pairs(folder, 2)
    lr, hr = data.sample(pairs, np.random.default_rng(1), 8, 16)
    assert lr.shape == (8, 3, 8, 8)
    assert hr.shape == (8, 3, 16, 16)
    assert (torch.nn.functional.avg_pool2d(hr, 2) - lr).abs().mean() < 0.01


def test_truths_are_also_taken_shrunk(folder: Path) -> None:
    pairs = data.rgb_pairs(folder, 2, (1.0, 0.8, 0.5))
    assert [pair.truth.shape[:2] for pair in pairs[:3]] == [(60, 72), (48, 58), (30, 36)]
    assert [pair.source.shape[:2] for pair in pairs[:3]] == [(30, 36), (24, 29), (15, 18)]
    assert len(pairs) == 9
    assert [pair.truth.shape for pair in data.rgb_pairs(folder, 2, (0.5,))] == [(30, 36, 3)] * 3
    assert np.array_equal(pairs[0].truth, data.rgb_pairs(folder, 2)[0].truth)
    expected = np.rint(resize(pairs[0].truth.astype(float), 30, 36))
    assert np.array_equal(pairs[2].truth, expected)


def test_the_rate_is_held_and_then_falls() -> None:
    assert [loop.fall(done, 0.5) for done in (0, 0.25, 0.5)] == [1, 1, 1]
    assert loop.fall(0.75, 0.5) == loop.fall(0.5, 0) == pytest.approx(0.5, abs=1e-3)
    assert loop.fall(1, 0.5) == pytest.approx(0.0005)


def test_terms_take_their_weights_and_say_their_pulls(folder: Path) -> None:
    task = perceptual_losses_task(folder)
    batch = task.batches[0]
    task.loss(0, batch)
    assert task.validate(task.network) == {}
    plain = task.loss(99, batch)
    assert set(task.validate(task.network)) == {f"pull_{name}" for name in WEIGHTS}
    assert min(pull for name, pull in task.pulls.items() if name != "pull_peaks") > 0
    without = PerceptualOptions(2, weights=dict.fromkeys(WEIGHTS, 0.0) | {"means": 1.0}, channels=4, blocks=1, patch=64)
    other = PerceptualTask(without, task.batches.pairs, small_teacher())
    other.network.load_state_dict(task.network.state_dict())
    lr, hr, _ = batch
    expected = F.avg_pool2d(other.network(lr) - hr, 4).square().mean()
    assert other.loss(300, batch).item() == pytest.approx(expected.item(), rel=1e-4)
    assert plain.item() > expected.item()


def test_compact_ends_by_squared_error(folder: Path) -> None:
    task = compact_task(folder)
    source, truth = task.batches[0]
    error = (task.network(source) - truth)[..., 4:-4, 4:-4]
    assert task.loss(3, (source, truth)).item() == pytest.approx(error.abs().mean().item())
    assert task.loss(4, (source, truth)).item() == pytest.approx(10 * error.square().mean().item())


def test_compact_begins_near_bicubic_and_learns(folder: Path, tmp_path: Path) -> None:
    task = compact_task(folder)
    with torch.inference_mode():
        before = task.validate(task.network.eval())["psnr_y"]
    after = loop.train(task, loop.Options(tmp_path / "c.safetensors", steps=150, every=150)).rows[-1]["psnr_y"]  # type: ignore[index]
    assert after > before + 1


def test_at_scale_1_it_begins_with_what_an_enlarging_network_adds_on_average(folder: Path) -> None:
    enlarging = compact_photo_task(folder)
    options = CompactOptions(1, True, channels=4, blocks=1, side=12, batch=3, margin=2)
    task = CompactTask(options, data.rgb_pairs(folder, 1), init=enlarging.network.state_dict())
    low = torch.rand(1, 3, 16, 20)
    with torch.no_grad():
        added = enlarging.network(low) - F.pixel_shuffle(enlarging.network.enlarged(low), 2)
        torch.testing.assert_close(task.network(low) - low, F.avg_pool2d(added, 2), rtol=0, atol=1e-5)


def test_at_scale_1_a_good_picture_weighs_as_much_as_a_bad_one(folder: Path) -> None:
    options = CompactOptions(1, True, channels=4, blocks=1, side=12, batch=3, margin=2)
    task = CompactTask(options, data.rgb_pairs(folder, 1))
    task.network = torch.nn.Identity()
    truth, noise = torch.rand(2, 3, 12, 12), torch.randn(2, 3, 12, 12)
    losses = [float(task.loss(0, (truth + level * noise / 255, truth))) for level in (0.0, 20.0, 40.0)]
    assert losses[0] == 0
    assert losses[1:] == pytest.approx([1, 1], abs=0.01), "each is as far from its truth as it was"


def test_photographs_are_degraded_in_four_ways(folder: Path) -> None:
    rng = np.random.default_rng(0)
    image = rng.integers(90, 160, (28, 28, 3)).astype(np.uint8)
    low = data.as_tensor(np.stack([image] * 400))
    high = low.repeat_interleave(2, 2).repeat_interleave(2, 3)
    source, truth = degraded(low, high, rng, 12)
    assert source.shape == (400, 3, 12, 12)
    assert truth.shape == (400, 3, 24, 24)
    same = (source - F.avg_pool2d(truth, 2)).abs().amax((1, 2, 3)) < 1e-5
    assert 70 < same.sum().item() < 130, "one in four is clean, and lies on its truth"
    assert len({tuple(t.ravel()[:9].tolist()) for t in truth}) > 150, "cut anywhere"


def test_compression_halves_chroma_if_asked() -> None:
    stripes = np.zeros((32, 32, 3), np.uint8)
    stripes[:, ::2] = (200, 40, 40)
    stripes[:, 1::2] = (40, 92, 200)
    whole, halved = (np.ptp(compressed(stripes, 95, half)[..., 0].astype(int), 1).mean() for half in (False, True))
    assert whole > 140
    assert halved < 60


def test_blur_keeps_the_mean_and_noise_has_its_deviation() -> None:
    rng = np.random.default_rng(0)
    image = np.full((64, 64, 3), 100, np.uint8)
    assert np.allclose(blurred(image, 0.7), 100)
    image[:, 32:] = 140
    assert np.allclose(blurred(image, 0.7).mean(), 120, atol=0.5)
    assert 100 < blurred(image, 0.7)[30, 31, 1] < blurred(image, 0.7)[30, 32, 1] < 140
    assert noisy(np.full((64, 64, 3), 100.0), 4.0, rng).std() == pytest.approx(4 * 1.25**0.5, rel=0.03)


def test_twin_and_perceptual_see_the_same_batches(folder: Path) -> None:
    one, two = perceptual_losses_task(folder), perceptual_losses_task(folder)
    assert all(torch.equal(a, b) for k in range(3) for a, b in zip(one.batches[k], two.batches[k], strict=True))
    moves = {int(n) for k in range(40) for n in one.batches[k][2]}
    assert min(moves) == 0
    assert 12 < max(moves) < 16


def test_options_of_perceptual_are_checked() -> None:
    with pytest.raises(ParameterError, match="no term 'fine'"):
        PerceptualOptions(4, weights={"fine": 1.0})
    with pytest.raises(ParameterError, match="64 pixels"):
        PerceptualOptions(4, patch=48)


def test_weights_on_the_command_line(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = ["train", "perceptual", "--data", str(folder), "--steps", "1", "--output", str(tmp_path / "a.safetensors")]
    assert main([*start, "--weight", "style=-1"]) == 2
    assert "NAME=VALUE" in capsys.readouterr().err
    assert main([*start, "--twin", "--patch", "16", "--scale", "2", "--weight", "styles=1"]) == 2
    assert "'styles'" in capsys.readouterr().err
    assert main(start) == 2
    assert "--loss-network" in capsys.readouterr().err


def test_folders_without_pictures_are_named(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError, match=tmp_path.name):
        data.rgb_pairs(tmp_path, 2)


def test_f_w_starts_near_bilinear() -> None:
    torch.manual_seed(0)
    network = ImageTransformationNetwork(2, 8, 1)
    init_identity_(network)
    smooth = torch.nn.functional.interpolate(torch.rand(4, 3, 4, 4), (16, 16), mode="bilinear")
    calibrate_(network, [smooth])
    with torch.inference_mode():
        out = network.eval()(smooth).clamp(0, 1)
    enlarged = torch.nn.functional.interpolate(smooth, scale_factor=2.0, mode="bilinear")
    assert (out - enlarged).abs().mean() < 0.08


def shrunk(hr: torch.Tensor) -> torch.Tensor:
    image = hr.permute(1, 2, 0).double().numpy()
    return torch.from_numpy(np.clip(resize(image, 8, 8), 0, 1)).permute(2, 0, 1).float()


def test_recoloured_pairs_stay_pairs() -> None:
    y, x = np.mgrid[:16, :16] / 8
    smooth = np.stack([0.5 + 0.45 * np.sin(x + c) * np.cos(y * (1 + c)) for c in range(3)])
    kinds = set()
    for seed in range(40):
        hr = torch.from_numpy(smooth).float()
        lr = shrunk(hr)
        recolour_(lr, hr, np.random.default_rng(seed))
        assert (shrunk(hr) - lr).abs().max() < 0.01
        assert hr.min() >= 0
        assert hr.max() <= 1
        kinds.add("flat" if np.ptp(hr.numpy()) == 0 else "cut off" if (hr == 0).float().mean() > 0.1 else "other")
    assert kinds >= {"flat", "cut off", "other"}


def test_features_are_learned_until_distances_agree(folder: Path, tmp_path: Path) -> None:
    task = features_task(folder)
    before = task.validate(task.network)
    loop.train(task, loop.Options(tmp_path / "f.safetensors", steps=120, every=120))
    after = task.validate(task.network)
    wrong = [sum(value for name, value in found.items() if name.startswith("ratio")) for found in (before, after)]
    assert wrong[1] < 0.5 * wrong[0]


def test_features_begin_as_the_teacher_s_best_projection(folder: Path) -> None:
    """With as many directions as the teacher has channels nothing is lost, away from the border."""
    teacher, network = small_teacher(), FeatureNetwork((64, 128, 128, 256))
    torch.manual_seed(0)
    batches = [(torch.rand(4, 3, 24, 24), torch.rand(4, 3, 24, 24)) for _ in range(3)]
    decompose_(network, teacher, batches)
    image = torch.rand(1, 3, 48, 48)
    for layer, phi in network(image).items():
        rim = 12 // STRIDE[layer]
        inner = (..., slice(rim, -rim), slice(rim, -rim))
        assert torch.allclose(phi[inner], teacher(image, [layer])[layer][inner], atol=1e-4), layer
    few = FeatureNetwork((16, 32, 32, 64))
    decompose_(few, teacher, batches)
    wanted = teacher(image, ["relu2_2"])["relu2_2"]
    assert (few(image)["relu2_2"] - wanted).square().mean() < 0.7 * wanted.var()


def test_features_are_calibrated_layer_by_layer(folder: Path) -> None:
    teacher, network = small_teacher(), FeatureNetwork((16, 32, 32, 64))
    torch.manual_seed(0)
    batches = [(torch.rand(4, 3, 24, 24), torch.rand(4, 3, 24, 24)) for _ in range(3)]
    decompose_(network, teacher, batches)
    before = network(batches[0][0])
    rescale_(network, teacher, batches)
    after = network(batches[0][0])
    for layer in LAYERS:
        factor = (after[layer].sum() / before[layer].sum()).item()
        assert factor != pytest.approx(1, abs=0.01)
        assert torch.allclose(after[layer], factor * before[layer], rtol=1e-3, atol=1e-5), "scaled, and nothing else"
        ratios = [
            (network(a)[layer] - network(b)[layer]).square().mean((1, 2, 3))
            / (teacher(a, [layer])[layer] - teacher(b, [layer])[layer]).square().mean((1, 2, 3))
            for a, b in batches
        ]
        assert torch.cat(ratios).median().item() == pytest.approx(1, rel=1e-3)


def test_rank_correlation() -> None:
    a = np.array([3.0, 1.0, 2.0, 9.0])
    assert spearman(a, a**3) == 1
    assert spearman(a, -a) == -1
    assert spearman(a, np.array([1.0, 3.0, 2.0, 4.0])) == pytest.approx(0.2)
