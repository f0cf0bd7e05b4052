"""From an uploaded report to filed records: receive, read, propose, decide, file (docs/reading.md tells of the
reading).

``receive`` keeps what was uploaded, ``jobs`` reads it in a process of its own, ``propose`` makes proposals of the
Reading and ``registry`` says which records they may be, ``decide`` carries out what a person decides, ``records``
makes the records, ``questions`` holds what only a person can answer, ``undo`` takes a decision back, ``unattended``
files what is clear.
"""
