/// Layers that change images at random in training, or always in the same way, and keep their shape.
enum ImagePreparation {
  static let all: [any LayerDefinition] = [
    image("AugMix", "Mixes several chains of random changes of an image."),
    image("AutoContrast", "Spreads the values of each channel over the whole range."),
    image("ContrastLimitedAdaptiveHistogramEqualization", "Evens out contrast tile by tile."),
    image("CutMix", "Pastes a piece of one image into another."),
    image("Equalization", "Evens out how often each value occurs."),
    image("MixUp", "Blends two images and their labels."),
    image("RandAugment", "Applies a few random changes out of a list."),
    image("RandomBrightness", "Makes images brighter or darker at random.", ["factor": 0.2]),
    image("RandomColorDegeneration", "Takes colour away at random.", ["factor": 0.2]),
    image("RandomColorJitter", "Changes brightness, contrast, saturation and hue at random."),
    image("RandomContrast", "Changes the contrast at random.", ["factor": 0.2]),
    image("RandomElasticTransform", "Bends images at random."),
    image("RandomErasing", "Blanks out a random rectangle."),
    image("RandomFlip", "Mirrors images at random."),
    image("RandomGaussianBlur", "Blurs images at random."),
    image("RandomGrayscale", "Turns images grey at random."),
    image("RandomHue", "Turns colours at random.", ["factor": 0.2]),
    image("RandomInvert", "Inverts values at random."),
    image("RandomPerspective", "Tilts images at random."),
    image("RandomPosterization", "Takes bits away from each value.", ["factor": 4]),
    image("RandomRotation", "Turns images at random.", ["factor": 0.1]),
    image("RandomSaturation", "Changes the saturation at random.", ["factor": 0.2]),
    image("RandomSharpness", "Sharpens or softens images at random.", ["factor": 0.2]),
    image("RandomShear", "Shears images at random."),
    image("RandomTranslation", "Shifts images at random.", ["height_factor": 0.1, "width_factor": 0.1]),
    image("RandomZoom", "Zooms in or out at random.", ["height_factor": 0.1]),
    image("Solarization", "Inverts values above a threshold."),
  ]

  private static func image(
    _ className: String, _ purpose: String, _ settings: @autoclosure @escaping @Sendable () -> Settings = [:]
  ) -> ShapeKeepingLayer {
    ShapeKeepingLayer(className, settings: settings(), input: [nil, 8, 8, 3], purpose: purpose)
  }
}
