"""Answers to auditors (자료요구): rows of four documents, declared once, and the files made of them.

``asking`` what is asked → ``agreements``, ``trips`` facts → ``documents`` rows of each → ``xlsx``, ``pdf``, ``hwpx``
files, ``evidence`` the archive → ``jobs`` makes and keeps an answer.
"""
