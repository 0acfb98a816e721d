"""From a folder of strangers' notebooks to marks in nbgrader's gradebook."""
