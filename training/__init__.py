"""How the attribution model is made: from PolNeAR to the ONNX files that the package ships."""
