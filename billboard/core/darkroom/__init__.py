"""Photographs become boards: opened whatever they are, straightened, painted out, recoloured and cut to formats.

Values in, values out, the same for the same. What loads numpy or cv2 here runs in a process apart (infra.apart) and is
never imported by a worker; `values`, `recipes` and `laying` load neither. Uses errors, boxes, colour and formats.
"""
