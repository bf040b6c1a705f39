#!/usr/bin/env python3
"""What Keras itself offers: load the model, print its summary."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras

keras.models.load_model(sys.argv[1], compile=False).summary()
