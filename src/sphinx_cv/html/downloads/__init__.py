"""The CV as files of one piece to download: a common manuscript, written as text and for Word."""
