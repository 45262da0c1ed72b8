"""社区警务公开网: a bureau's YAML files about community policing become its public site."""

__version__ = "0.2.0"
