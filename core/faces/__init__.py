"""A photo or a frame becomes aligned faces: detect → align → crop."""
