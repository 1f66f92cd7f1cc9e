"""A torch module exported to ONNX with 8-bit weights, once, so that serving needs neither torch nor its start-up time.

Matrix multiplications and embeddings are quantised dynamically, per channel (Jacob et al., "Quantization and Training
of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018).
"""

import logging
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["export", "open_session"]


def open_session(graph: Path) -> Any:
    """An ONNX Runtime session of one thread: two texts side by side are faster than one text on two cores."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def export(module: Any, inputs: Mapping[str, Any], output: str, graph: Path) -> None:
    """Write a torch module as a graph. Of its inputs, by name, examples are given: tensors of shape (texts, tokens).

    Its output has a row a text. Its transformer has to use eager attention, the only kind that can be traced.
    """
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        _trace(module, inputs, output, full)
        _quantize(full, graph)


def _trace(module: Any, inputs: Mapping[str, Any], output: str, path: Path) -> None:
    import torch  # noqa: PLC0415

    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer warns of shapes that are dynamic on purpose
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=[output],
            dynamic_axes={**dict.fromkeys(inputs, axes), output: {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def _quantize(full: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it advises a preparation that changes nothing here
    try:
        quantize_dynamic(
            full,
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    finally:
        root.setLevel(level)
