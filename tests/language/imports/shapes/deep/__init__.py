__all__ = ["exported", "leaf"]
exported = "from deep"
hidden = "not exported"
