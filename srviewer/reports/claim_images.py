"""The pictures that the claims are measured on: where they lie, where to get them, and how to know them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.imaging.picture import Picture

DASR4 = ("lena", "elaine", "peppers", "baboon")
SET5 = ("baby", "bird", "butterfly", "head", "woman")
SET5_SCALES = (2, 3, 4)

LAYOUT = """\
DIR holds
  DASR4/{lena,elaine,peppers,baboon}.png               grey, 512 x 512
  Set5/x{2,3,4}/HR/{baby,bird,butterfly,head,woman}.png  truths, cropped to a multiple of the scale
  Set5/x{2,3,4}/LR/ (the same names)                     MATLAB's bicubic reductions of them"""

SOURCES = """\
Nothing is fetched. Where to get them:
  Set5    https://github.com/jbhuang0604/SelfExSR, data/Set5/image_SRF_N/img_001 to 005_SRF_N_HR.png and _LR.png
          (baby, bird, butterfly, head, woman, in this order)
  DASR4   the USC-SIPI image database, volume "misc" (Elaine, Peppers, Mandrill), https://sipi.usc.edu/database/
          Lena is no longer there. Set14 has Lena and Peppers in colour; turned grey they differ a little from these.
A picture is known by its pixels, however its file is packed. Others are measured too; the report says which."""

# SHA-256 of the pixels: 8-bit samples, row by row from the top, R G B interleaved (so however a PNG is packed).
SHA256 = {
    "DASR4/baboon.png": "b5657adbd6db0b2dc12ddd25d27ec5f69909e814f84078533dcb95ba7d022166",
    "DASR4/elaine.png": "3c44d0e1df9a016c26fe5aceab92a3cd0f85bf5d03ac2837a488832c5b253e2d",
    "DASR4/lena.png": "3398ca972eaab19f8331f080d8161d928db87693d1ed5c8a94381d350828a462",
    "DASR4/peppers.png": "21bbff77d8db3f62c3fd0d47ac63b4d2f597cfc14ff82c72d773476127266217",
    "Set5/x2/HR/baby.png": "f14d515486b1a110a8f6a08b23114a7c0ef79e96337692bb48e24dfd8943b3b7",
    "Set5/x2/HR/bird.png": "0f7ca11adc96abc59dd08160fb99dc77a3732ffc7b903db6832eceeb5592dcbf",
    "Set5/x2/HR/butterfly.png": "200d3ae507119f83763ea74f31f54de31cad6a36ec478cae7a8eab2de2304163",
    "Set5/x2/HR/head.png": "1aca63a883d2cabd7a143dd452427305ca9fa8ab965d7202d9081fcce5cbd508",
    "Set5/x2/HR/woman.png": "6d9d5a40b83984bde434c44ae6e070484ec37b15741b4561c684b2001deb474f",
    "Set5/x2/LR/baby.png": "f57e118ca033107eb17d29ab651514fd00fc9614e128fdc9df42ed0407912a9a",
    "Set5/x2/LR/bird.png": "d83403c53ed9165d4cb7c8ad5d2d903a8331cc3bd56b4455318371f13a3c3ff3",
    "Set5/x2/LR/butterfly.png": "fdd21057c7708085184783bbd5e618a381937cb150b1384ebdecc8cf8f15d024",
    "Set5/x2/LR/head.png": "05f7d762cd1518691824cf42e2e790715b4b40d7594f3473acf5de812909c4fc",
    "Set5/x2/LR/woman.png": "90ff7087854018d1db1fa209f1fbcbc65099d671ea54d4e7c86207c0871ca12d",
    "Set5/x3/HR/baby.png": "750ba7d5ee1d63a88a45bce4981cae8293f20e9a38fda1bf3991397186ad2132",
    "Set5/x3/HR/bird.png": "0f7ca11adc96abc59dd08160fb99dc77a3732ffc7b903db6832eceeb5592dcbf",
    "Set5/x3/HR/butterfly.png": "0c658d0209a5e44c576e4764c46b84fcb0f6a6913262c7fc03793e2395dcb7ee",
    "Set5/x3/HR/head.png": "b69a785fbeae1fa40f1465fb4bd3f31b9173948731f113831788c8e5bcee5f4b",
    "Set5/x3/HR/woman.png": "47ff4a4d191f9ddeb4f705f0241f877f75a89e90efa439b5d76bccdd5c7db5d4",
    "Set5/x3/LR/baby.png": "f6e0417646a2b4a534fb1172ffd97dbe6598e90e171fa0e87ae7c9af7a927669",
    "Set5/x3/LR/bird.png": "6cce0c3e0339c894639da44acf3799cbcd48b0404c5de18c0bef8a3d3f14788c",
    "Set5/x3/LR/butterfly.png": "2d0f7d9eb08e11a0892b8eb6e21c7b6d0dfd561d4080f7370276201ca08409fb",
    "Set5/x3/LR/head.png": "bfbf454e3dda3b1835aaddb4a5fed7e50d0eac1c4007edc535cfa348711cfe48",
    "Set5/x3/LR/woman.png": "bf94172cf993cac423be41dce6f88c2bc523888e0a35665592b5974e2a91088a",
    "Set5/x4/HR/baby.png": "f14d515486b1a110a8f6a08b23114a7c0ef79e96337692bb48e24dfd8943b3b7",
    "Set5/x4/HR/bird.png": "0f7ca11adc96abc59dd08160fb99dc77a3732ffc7b903db6832eceeb5592dcbf",
    "Set5/x4/HR/butterfly.png": "200d3ae507119f83763ea74f31f54de31cad6a36ec478cae7a8eab2de2304163",
    "Set5/x4/HR/head.png": "1aca63a883d2cabd7a143dd452427305ca9fa8ab965d7202d9081fcce5cbd508",
    "Set5/x4/HR/woman.png": "6d9d5a40b83984bde434c44ae6e070484ec37b15741b4561c684b2001deb474f",
    "Set5/x4/LR/baby.png": "08155c10a5fb09256ee15a04d1cbea46331400fb537b1bb5b0697b42b979cf27",
    "Set5/x4/LR/bird.png": "41763f1c1ab0238c565f4195bd1ece82ac42a6a3d7031fe60a92fc6e280a4c90",
    "Set5/x4/LR/butterfly.png": "44964b84fa42882e6cc0c32824a4d77809f6f4a5e9e8dd3aa27b740d97e972a6",
    "Set5/x4/LR/head.png": "701b5b1c01f0450fa2f9981abb5bbc0370d6ccfd83ece3c23f77f341f42e81be",
    "Set5/x4/LR/woman.png": "5309aa740cc2c8d5ccafd47603b9b799d05c8fba346f0f915801157425328c97",
}


def described() -> str:
    """Layout, sources and hashes, as text."""
    hashes = "\n".join(f"  {value}  {name}" for name, value in SHA256.items())
    return f"{LAYOUT}\n\n{SOURCES}\n\nSHA-256 of the pixels (8-bit samples, row by row, R G B interleaved):\n{hashes}"


def checked_folder(folder: Path | None) -> Path:
    """`folder` if it holds one of the two sets at least; else `ParameterError` says what to give."""
    if folder is None:
        raise ParameterError(
            phrase("claims needs --data DIR, a folder of test images (srviewer claims --help tells which)")
        )
    if not folder.is_dir():
        if folder.exists():
            raise ParameterError(phrase("{folder}: --data is not a folder", folder=folder))
        raise ParameterError(phrase("{folder}: --data does not exist", folder=folder))
    if not any((folder / name).is_dir() for name in ("DASR4", "Set5")):
        raise ParameterError(
            phrase(
                "{folder}: neither DASR4 nor Set5 is in it (srviewer claims --help tells what --data holds)",
                folder=folder,
            )
        )
    return folder


def read(folder: Path, name: str) -> Picture:
    """The picture of that name below the folder; `ParameterError` if it is missing."""
    from srviewer.imaging.image_io import read_picture

    path = folder / name
    if not path.is_file():
        raise ParameterError(phrase("{name} is missing in {folder}", name=name, folder=folder))
    return read_picture(path)


def pixels_hash(picture: Picture) -> str:
    """SHA-256 of a picture's pixels, as in `SHA256`."""
    import hashlib

    from srviewer.imaging.picture import as_levels

    return hashlib.sha256(as_levels(picture.samples).tobytes()).hexdigest()
