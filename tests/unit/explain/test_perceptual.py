

def test_a_network_without_a_twin_has_no_strength() -> None:
    lr = np.random.default_rng(4).integers(0, 256, (12, 10, 3), np.uint8)
    alone = perceptual.run(lr, 2)  # at x2 there is no twin
    np.testing.assert_array_equal(perceptual.run(lr, 2, strength=0.4).result, alone.result)
