"""Files that show the same picture: judged per training, by pixels, and never held against one file."""

from jobs import TRAIN, archive, run, spec
from pictures import data_members, draw, encode
from PIL import Image

from tinymlaas_tf.picture.decode_picture import decode_picture

PICTURE = draw("circle", 77)


def told(done: object, code: str) -> list[str]:
    return [event["message"] for event in done.event("warning") if event["code"] == code]


def test_pixels_decide_not_bytes() -> None:
    turned = Image.Exif()
    turned[0x0112] = 3
    upside_down = PICTURE.transpose(Image.Transpose.ROTATE_180)
    files = [
        encode(PICTURE), encode(PICTURE, "BMP"), encode(PICTURE.convert("RGB"), "TIFF"), encode(PICTURE, "WEBP", lossless=True),
        encode(PICTURE.convert("RGBA")), encode(PICTURE) + b"tail", encode(upside_down, exif=turned),
    ]  # fmt: skip
    assert len({decode_picture(data).fingerprint() for data in files}) == 1
    others = [encode(upside_down), encode(PICTURE.crop((0, 0, 39, 32))), encode(PICTURE.resize((32, 40)))]
    assert len({decode_picture(data).fingerprint() for data in [files[0], *others]}) == 4


def test_a_conflict_is_of_the_training_not_of_the_file(tmp_path: object) -> None:
    members = [*data_members(6), ("data/0/50", encode(PICTURE)), ("data/1/51", encode(PICTURE, "BMP")), ("data/1/52", encode(PICTURE))]
    done = run(tmp_path / "conflict", archive(spec("train", TRAIN | {"epochs": 1}), members))
    assert done.code == 0, done.log
    assert done.result["problems"] == []
    report = done.result["report"]
    assert report["images"] | {"train": 0, "validation": 0} == {
        "train": 0, "validation": 0, "rejected": 0, "duplicates": 0, "conflicts": 3,
    }  # fmt: skip
    [entry] = report["same_pictures"]
    assert entry["message"] == (
        "The same picture is in “circle” (file 50), “square” (files 51, 52): used in none of them. "
        "Correct the label, or delete it where it is wrong."
    )
    files = [{"file_id": 50, "label": "circle"}, {"file_id": 51, "label": "square"}, {"file_id": 52, "label": "square"}]
    assert entry | {"message": ""} == {"code": "conflict", "files": files, "kept": None, "message": ""}
    [message] = told(done, "conflicting-labels")
    assert entry["message"] in message and not told(done, "duplicate-pictures")
    assert done.event("dataset")[0]["conflicts"] == 3
    corrected = [(name.replace("data/1/5", "data/0/5"), data) for name, data in members]
    healed = run(tmp_path / "healed", archive(spec("train", TRAIN | {"epochs": 1}), corrected))
    report = healed.result["report"]
    assert (report["images"]["conflicts"], report["images"]["duplicates"]) == (0, 2)
    [entry] = report["same_pictures"]
    assert (entry["code"], entry["kept"]) == ("copy", 50)
    assert entry["message"] == "Files 51, 52: the same picture as file 50 in “circle”, so used once."
    assert entry["message"] in told(healed, "duplicate-pictures")[0] and not told(healed, "conflicting-labels")


def test_a_training_that_fails_for_conflicts_says_which(tmp_path: object) -> None:
    members = [("data/0/50", encode(PICTURE)), ("data/1/51", encode(PICTURE)), ("data/1/52", encode(draw("square", 1)))]
    done = run(tmp_path, archive(spec("train", TRAIN), members))
    assert (done.code, done.result["error"]["code"]) == (65, "too-few-classes")
    assert "2 in two classes (see warnings)" in done.result["error"]["message"]
    assert done.result["problems"] == [] and told(done, "conflicting-labels")
    assert done.result["report"]["same_pictures"][0]["code"] == "conflict"
    assert done.result["report"]["warnings"][0]["code"] == "conflicting-labels"


def test_of_copies_the_one_that_was_held_out_stays_held_out(tmp_path: object) -> None:
    members = data_members(8)
    done = run(tmp_path / "first", archive(spec("train", TRAIN | {"epochs": 1}), members))
    stored = [(name, done.file(name)) for name in ("model.keras", "holdout.npz")]
    repacked = [(f"data/{name.split('/')[1]}/{100 + row}", data + b"tail") for row, (name, data) in enumerate(members)]
    again = run(tmp_path / "again", archive(spec("continue", TRAIN | {"epochs": 1}), [*stored, *repacked, *members]))
    assert again.code == 0, again.log
    assert {entry["kept"] for entry in again.result["report"]["same_pictures"]} == set(range(1, 17))
