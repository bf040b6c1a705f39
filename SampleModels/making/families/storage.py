"""The same bottleneck in every packaging that HDF5, zip and folders allow."""

from .. import alterations
from ..libraries import KERAS, TF_KERAS
from .bottlenecks import bottleneck


def chain(k):
    x = i = k.layers.Input((4,))
    for number in range(6):
        x = k.layers.Dense(4, name=f"dense_{number}")(x)
    return k.Model(i, x, name="chain")


def write(workshop):
    def packed(name, ways, title, **options):
        workshop.write(KERAS, bottleneck, f"storage/{name}", ways, title, weights="bn_three", **options)

    packed("deflated", ["keras"], "every member of the archive deflated", alter=alterations.deflate)
    packed("unzipped", ["folder"], "a .keras as a folder")
    packed("shards", ["shards:1500"], "an index and its shards")
    workshop.write(KERAS, chain, "storage/shards_cut_across", ["shards:150"], "one layer cut across two shards")
    packed("user_block", ["weights"], "512 bytes in front of the HDF5 signature, as h5jam puts them",
           alter=alterations.user_block)
    packed("creation_order", ["weights"], "new-style groups that track the order of creation",
           within=alterations.tracking_creation_order, order="creation")

    lost = dict(order="counter", in_order=False)
    packed("rewritten", ["weights"], "rewritten in alphabetical order, as h5repack does: the order is lost",
           alter=alterations.rewrite, **lost)
    packed("gzip_shuffle", ["weights"], "chunks, shuffled and deflated", alter=alterations.compress, **lost)
    packed("libver_latest", ["weights"], "superblock 3 and new-style groups without an order",
           alter=alterations.latest_version, **lost)

    packed("hard_link", ["weights"], "a second hard link to a layer: counted once", alter=alterations.hard_link)
    packed("soft_links", ["weights"], "a soft and a dangling link: never followed", alter=alterations.soft_links)
    packed("external_link", ["weights"], "an external link, never followed: it turned its group into a new-style one",
           alter=alterations.external_link, **lost)
    workshop.write(TF_KERAS, bottleneck, "storage/hdf5_named", ["h5"],
                   "HDF5 with the name of an archive, as Keras 2.12 wrote .keras", extension=".keras",
                   weights="bn_three")
