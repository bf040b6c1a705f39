"""Optimizer state: it is no weight, and it proves which variables the last compile trained."""

import numpy as np

from ..libraries import KERAS, TF_KERAS


def model(k):
    L = k.layers
    i = L.Input((4,))
    x = L.BatchNormalization(name="norm")(L.Dense(3, name="first")(i))
    x = L.Dense(3, name="frozen")(x)
    built = k.Model(i, L.Dense(2, name="last")(x), name="trained")
    built.get_layer("frozen").trainable = False
    return built


def trained_with(optimizer, then=None):
    def prepare(library, model):
        model.compile(optimizer(library.k), "mse")
        model.fit(np.ones((4, 4), "float32"), np.ones((4, 2), "float32"), batch_size=2, shuffle=False, verbose=0)
        if then:
            then(model)

    return prepare


def unfreeze(model):
    model.get_layer("frozen").trainable = True


def write(workshop):
    adam = lambda k: k.optimizers.Adam(2e-3)
    momentum = lambda k: k.optimizers.SGD(0.1, momentum=0.9)
    schedule = lambda k: k.optimizers.Adam(k.optimizers.schedules.ExponentialDecay(1e-2, 10, 0.9))
    rmsprop = lambda k: k.optimizers.RMSprop(1e-3)
    workshop.write(KERAS, model, "optimizer/adam", ("keras", "h5", "weights"), "Adam after two steps, one layer frozen",
                   prepare=trained_with(adam), weights="adam")
    workshop.write(TF_KERAS, model, "optimizer/adam_keras2", ("h5", "weights"),
                   "the same by tf_keras, which stores no learning rate, but metrics", prepare=trained_with(adam))
    workshop.write(KERAS, model, "optimizer/sgd_momentum", ("keras", "weights"), "SGD with momentum: one slot each",
                   prepare=trained_with(momentum), weights="sgd_momentum")
    workshop.write(KERAS, model, "optimizer/rmsprop", ["keras"], "RMSprop: one slot each", prepare=trained_with(rmsprop))
    workshop.write(KERAS, model, "optimizer/adam_schedule", ["keras"],
                   "Adam with a schedule: no learning rate is stored", prepare=trained_with(schedule))
    workshop.write(KERAS, model, "optimizer/unfrozen_without_compile", ("keras", "weights"),
                   "a layer was unfrozen after training and not compiled again: its slots are missing",
                   prepare=trained_with(adam, then=unfreeze), weights="unfrozen_without_compile")
    workshop.write(KERAS, model, "optimizer/compiled_not_trained", ["keras"], "compiled, never trained: no slots",
                   prepare=lambda library, model: model.compile("adam", "mse"))
