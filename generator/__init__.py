"""社区警务公开网: a bureau's YAML files about community policing become its public site."""

__version__ = "0.2.0"
# The engines that make the same site; the first is used unless another is named.
ENGINES = ("mkdocs", "properdocs")
