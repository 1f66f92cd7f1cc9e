"""Teach the default model to read question and sentence together: `retrieval/sentence_cross_encoder.npz`.

    python -m benchmarks.train_cross_encoder teach CANDIDATES... --without-part 0 --minutes 15 --output PART0
    python -m benchmarks.train_cross_encoder mean PART0 PART1 PART2 --output FILE

CANDIDATES are those of `benchmarks.train_ranking collect`, of the development questions and of those that were written
for learning (`own-questions.jsonl`). Of each question whose entry is among them, a sentence that holds an answer is to
score higher than three of its best passages that do not, and that the ranking finds likely (cross-entropy over the
list: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007). All weights but the embeddings
are learned; of what that adds to each matrix the RANK greatest singular values are kept.
The training ends after EPOCHS, or when the minutes are over, with the learning rate at 0 by then.

The entries fall into PARTS parts, of which each training leaves one out, so that who learns from the scores
(`benchmarks.train_ranking train --read-by`) can have those of a cross-encoder that has not seen the entry. What the
product uses is the mean of all (Wortsman et al., "Model soups", 2022).
"""

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from benchmarks.ranking_report import Asked
from retrieval.closer_look import PASSAGES, look
from retrieval.embedder import DEFAULT_MODEL, minilm_folder
from retrieval.evaluate import contains_answer
from retrieval.ranking import rank, ranker
from retrieval.sentence_cross_encoder import LENGTH, pair_model, sentence_text, whole

PARTS = 3
# Beside a sentence that answers, so many are shown that do not, out of the likeliest.
OTHERS, LIKELIEST = 3, 8
LISTS_AT_ONCE, PAIRS_AT_ONCE = 16, 32
EPOCHS, RATE, WARM_UP = 2, 1.5e-4, 60
# How many times as often as others a question of this set is shown.
OFTEN = {"qed": 3.0, "noise-asr": 0.5}
RANK = 8

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the sentences of its best passages, the likeliest first."""

    question: str
    often: float
    answering: list[str]
    others: list[str]


def part_of(title: str) -> int:
    """The part that an entry falls into."""
    return crc32(title.encode()) % PARTS


def lessons(asked: Iterator[Asked], without_part: int | None) -> Iterator[Lesson]:
    """What is learned from: those questions of which some sentences answer, and some do not."""
    learned = ranker(DEFAULT_MODEL)
    for row in asked:
        if not row.gold or not row.hits or part_of(row.question.title) == without_part:
            continue
        looked = look(row.view, rank(row.view, row.hits, list, learned, PASSAGES), learned)  # type: ignore[arg-type]
        texts = [(passage.hit.title, one) for passage in looked.passages for one in passage.sentences]
        best = [texts[place] for place in np.argsort(-looked.scores, kind="stable")]
        answering = [sentence_text(*one) for one in best if contains_answer(one[1], row.question.answers)]
        others = [sentence_text(*one) for one in best if not contains_answer(one[1], row.question.answers)]
        if answering and others:
            yield Lesson(row.question.question, OFTEN.get(row.question.set, 1.0), answering, others)


def drawn(lesson: Lesson, chance: random.Random) -> list[str]:
    """A sentence that answers, and behind it those that do not."""
    likeliest = lesson.others[:LIKELIEST]
    return [chance.choice(lesson.answering), *chance.sample(likeliest, min(OTHERS, len(likeliest)))]


def shown(taught: list[Lesson], chance: random.Random) -> Iterator[Lesson]:
    """The lessons of all epochs, in another order each time."""
    for _ in range(EPOCHS):
        epoch = [lesson for lesson in taught for _ in range(int(lesson.often + chance.random()))]
        chance.shuffle(epoch)
        yield from epoch


def teach(taught: list[Lesson], seconds: float) -> Any:
    """The model after all lessons, or after those that there is time for."""
    chance = random.Random(7)
    torch.manual_seed(7)
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH)
    tokenizer.no_padding()
    model = pair_model(minilm_folder())
    model.transformer.set_attn_implementation("sdpa")
    model.transformer.embeddings.requires_grad_(requires_grad=False)
    model.train()
    head = [model.scale, *model.head.parameters()]
    groups = [
        {"params": [weight for weight in model.transformer.parameters() if weight.requires_grad], "rate": RATE},
        {"params": head, "rate": 10 * RATE},
    ]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    steps = int(EPOCHS * sum(lesson.often for lesson in taught) / LISTS_AT_ONCE)
    started, losses = time.monotonic(), []
    order = shown(taught, chance)
    for step in range(steps):
        done = max(step / steps, (time.monotonic() - started) / seconds)
        some = [lesson for _, lesson in zip(range(LISTS_AT_ONCE), order, strict=False)]
        if done >= 1 or not some:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(1.0, step / WARM_UP) * (1 - done)
        lists = [drawn(lesson, chance) for lesson in some]
        pairs = [(lesson.question, text) for lesson, texts in zip(some, lists, strict=True) for text in texts]
        scores = scored(model, tokenizer, pairs)
        of_lists = torch.split(scores, [len(texts) for texts in lists])
        loss = -torch.stack([functional.log_softmax(of_list, 0)[0] for of_list in of_lists]).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 49:
            seconds_gone = time.monotonic() - started
            print(f"{step + 1} of {steps} steps, loss {np.mean(losses[-50:]):.3f}, {seconds_gone:.0f} s", flush=True)
    return model


def scored(model: Any, tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> torch.Tensor:
    """The scores of pairs; those of about the same length are read at once."""
    encoded = tokenizer.encode_batch(pairs)
    order = sorted(range(len(pairs)), key=lambda place: len(encoded[place].ids))
    scores = []
    for first in range(0, len(order), PAIRS_AT_ONCE):
        some = [encoded[place] for place in order[first : first + PAIRS_AT_ONCE]]
        longest = len(some[-1].ids)
        for one in some:
            one.pad(longest)
        inputs = [torch.tensor([getattr(one, name) for one in some]) for name in ("ids", "attention_mask", "type_ids")]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores.append(model(*inputs).float())
    return torch.cat(scores)[torch.tensor(np.argsort(order))]


def added(model: Any) -> dict[str, Halves]:
    """What was learned: what is added to each weight, to matrices by two of low rank."""
    learned: dict[str, Halves] = {}
    before = dict(pair_model(minilm_folder()).named_parameters())
    for name, weight in model.named_parameters():
        change = (weight - before[name]).detach()
        if not change.any():
            continue
        learned |= _small(name, change.numpy())
    return learned


def mean(parts: list[Mapping[str, Halves]]) -> dict[str, Halves]:
    """The mean of what was learned without each of the parts."""
    names = {name.removesuffix(".up").removesuffix(".down") for name in parts[0]}
    learned: dict[str, Halves] = {}
    for name in sorted(names):
        learned |= _small(name, np.mean([whole(part, name) for part in parts], axis=0))
    return learned


def _small(name: str, change: npt.NDArray[np.float32]) -> dict[str, Halves]:
    """What is added to a weight, as it is written: a matrix as two of low rank."""
    if change.ndim < 2 or min(change.shape) <= RANK:
        return {name: change.astype(np.float16)}
    left, sizes, right = np.linalg.svd(change, full_matrices=False)
    root = np.sqrt(sizes[:RANK])
    return {
        f"{name}.up": (left[:, :RANK] * root).astype(np.float16),
        f"{name}.down": (root[:, None] * right[:RANK]).astype(np.float16),
    }


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    teaching = verbs.add_parser("teach")
    teaching.add_argument("candidates", type=Path, nargs="+")
    teaching.add_argument("--without-part", type=int, choices=range(PARTS))
    teaching.add_argument("--minutes", type=float, default=60)
    averaging = verbs.add_parser("mean")
    averaging.add_argument("parts", type=Path, nargs="+")
    for verb in (teaching, averaging):
        verb.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    if options.verb == "mean":
        learned = mean([dict(np.load(part)) for part in options.parts])
    else:
        asked = (row for source in options.candidates for row in pickle.loads(source.read_bytes()))
        taught = list(lessons(asked, options.without_part))
        print(f"{len(taught)} questions are learned from", flush=True)
        learned = added(teach(taught, options.minutes * 60))
    arrays: dict[str, Any] = dict(learned)
    np.savez_compressed(options.output, **arrays)
    print(f"{options.output}: {options.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
